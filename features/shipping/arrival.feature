@shipping
Feature: The day of arrival that is promised is the carrier's

  Scenario: The day of arrival follows the carrier's calendar
    Given I have a product in stock in my cart
    Then express delivery should name the day of arrival that it promises
    And standard delivery should name the day of arrival that it promises

  Scenario Outline: <moment> the day of arrival is still the carrier's
    Given it is <moment> for express delivery
    And I have a product in stock in my cart
    Then express delivery should name the day of arrival that it promises
    And standard delivery should name the day of arrival that it promises

    Examples:
      | moment                |
      | before the cut-off    |
      | after the cut-off     |
      | the weekend           |
      | the eve of a holiday  |
