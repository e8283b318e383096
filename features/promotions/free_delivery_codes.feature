@promotions
Feature: Codes for free delivery

  @PR27
  Scenario: A code for free delivery takes the delivery charge away
    Given I have a product in stock in my cart
    When I apply a free-delivery code
    And I am ready to place my order
    Then my delivery should be free
    And the parts of my bill should add up to the total
