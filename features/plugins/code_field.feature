@plugins
Feature: Plugins leave the field for codes in place

  @PL04 @PR36
  Scenario: The field for a code is there with today's plugins
    Given I have a product in stock in my cart
    Then I should be able to enter a code

  @PL04
  Scenario: The field for a code is there for shoppers in another locale
    Given I shop in another locale
    And I have a product in stock in my cart
    Then I should be able to enter a code

  @PL04
  Scenario Outline: A code can be entered on a desktop in <locale>
    Given I shop on a desktop
    And I shop in <locale>
    And I have a product in stock in my cart
    Then I should be able to enter a code

    Examples:
      | locale                 |
      | the default locale     |
      | another locale         |
      | a right-to-left locale |

  @PL04 @UX10
  Scenario Outline: A code can be entered on a small touch screen in <locale>
    Given I shop on a small touch screen
    And I shop in <locale>
    And I have a product in stock in my cart
    Then I should be able to enter a code

    Examples:
      | locale                 |
      | the default locale     |
      | another locale         |
      | a right-to-left locale |
